"""How the atlas is kept true."""
