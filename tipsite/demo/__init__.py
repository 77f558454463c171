"""The contents of the demonstration campaign, without Django; loading them is the command's job."""
