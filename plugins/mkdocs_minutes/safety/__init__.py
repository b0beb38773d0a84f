"""What a note may take and how it may fail; nothing masked or withdrawn is written anywhere."""
