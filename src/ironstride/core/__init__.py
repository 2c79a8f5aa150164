"""The nouns: values without files, clock or chance."""
