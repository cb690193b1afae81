"""What others would write for the same job, as well as we can write it: the measure of our own figures."""
