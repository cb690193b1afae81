"""What happens to input nobody meant to send: a property-based tester, and bad input in sentences."""
