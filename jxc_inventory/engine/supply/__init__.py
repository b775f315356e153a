"""What vendors deliver, when, on which terms, and what is ordered on them."""
