/** More would be read one file after the other for nobody: a message takes an officer half a minute. */
export const MOST_MESSAGES = 50;
