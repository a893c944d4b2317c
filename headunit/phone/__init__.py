"""The driver's phone: pairing, contacts, calls, messages."""
