"""A phone to talk to: its calls, as the network and its owner's thumb make them."""
