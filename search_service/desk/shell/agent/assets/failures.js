// @ts-check
// How asking the service can end otherwise than with an answer.

/** The agent has to sign in again. */
export class SignedOut extends Error {}
/** The service understood and refused; the message is for the agent. */
export class Refused extends Error {}
/** The service cannot be reached or is not at work; it may be asked again. */
export class Unavailable extends Error {}
