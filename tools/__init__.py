"""What maintainers run: renew locks, try the newest versions, propose and publish."""
