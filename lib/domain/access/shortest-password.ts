/** Characters of a password at least: so long that it cannot be guessed; what it is made of is up to the person. */
export const shortestPassword = 12;
