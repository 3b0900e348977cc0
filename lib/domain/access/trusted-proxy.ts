/** How a request proves that it came through a proxy that has signed somebody in. */
export type TrustedProxy =
  /** It comes from one of its addresses and carries the secret. */
  | { proof: "secret"; secret: string; peers: Addresses; secretHeader: string; emailHeader: string }
  /** It carries a token that the proxy has signed. */
  | ({ proof: "assertion"; header: string } & AssertionRules);

type Addresses = { check(address: string, version: "ipv4" | "ipv6"): boolean };

/** What a token of a proxy must be. */
export type AssertionRules = {
  /** Where the proxy shows the keys with which it signs, as a JSON Web Key Set. */
  keysUrl: string;
  audience: string;
  /** Null = whoever has those keys. */
  issuer: string | null;
  /** The claim that holds the e-mail. */
  claim: string;
};

/**
 * The e-mail that a signed token names; null when it is not good.
 * @throws SauronError "unavailable" when the keys of the proxy cannot be read
 */
export type ReadAssertion = (assertion: string) => Promise<string | null>;
