"""What the service is about, in plain Python: people, wards, volunteers, requests, offers and the rules."""
