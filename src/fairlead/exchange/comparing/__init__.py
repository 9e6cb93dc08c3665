"""What `exchange.against` is made of: both sides in minutes, what the file contradicts, and why dates differ."""
