// @ts-check

/** The service is down, slow or talks nonsense: ask the browser's own index. */
export class ServiceUnavailable extends Error {}

/** The query itself is not acceptable; the message is for the reader. */
export class QueryRejected extends Error {}
