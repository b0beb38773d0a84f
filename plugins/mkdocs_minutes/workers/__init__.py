"""Work shared among processes and machines, and how far it has come."""
