"""How a channel's moderators keep order in its chat, from the studio."""
