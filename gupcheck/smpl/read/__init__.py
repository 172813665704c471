"""Reading: from the text of a `.cocci` file to its rules."""
