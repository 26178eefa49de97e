"""The corpus of our own reports (`corpus/`): its plain-text form read, checked and counted."""
