"""Pure decisions for one person. No clock, file, network, random number or id maker: they come in as arguments."""
