"""How the encoder is trained, evaluated and exported. Not part of the installed package."""
