"""How the kit's tables came about, step by step; each service's migrations take the steps in their own order."""
