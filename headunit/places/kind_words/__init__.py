"""What people type when they ask for a kind of place, a module a language: `kind: word, word`. Data only."""
