/** Keys of one access token, and the account they are for. */
export interface SigningCredentials {
  readonly accountId: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly tokenId: string;
  readonly tokenSecret: string;
}

/** What is signed. Nonce and time are made where they are left out. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly nonce?: string;
  /** Seconds since 1970. */
  readonly timestampSeconds?: number;
}

/** The `Authorization` header for one request: OAuth 1.0a, HMAC-SHA256. */
export function authorizationHeader(credentials: SigningCredentials, request: SignedRequest): string;
