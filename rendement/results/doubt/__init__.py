"""How sure it is: bands, chances, and the same under other assumptions."""
