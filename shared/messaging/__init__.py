"""The messaging kit: how a fact leaves one service and arrives at the others, exactly as often as it counts."""
