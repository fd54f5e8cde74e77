"""From lesson texts and exercises to notebooks; nothing that a reader runs imports this."""
