"""What both doors need: JSON (``api``) and pages understand what was sent by the same words."""
