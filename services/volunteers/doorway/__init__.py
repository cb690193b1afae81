"""What both doors need: JSON (``api``) and pages understand what was sent, and find whose it is, by the same words."""
