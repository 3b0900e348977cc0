import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import type { AssertionRules, ReadAssertion } from "@/lib/domain/access/trusted-proxy";
import { SauronError } from "@/lib/errors";
import { safeFetch } from "@/lib/integrations/network/safe-fetch";

/** Signatures that only the proxy can make; one with a shared key could be made by whoever checks it. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** Keys are read again when a token names one that is not known, and after so long. */
const cacheMaxAge = 3_600_000;

/** @source RFC 7519, section 7.2; RFC 7517, section 5 */
export function createAssertionReader({ keysUrl, audience, issuer, claim }: AssertionRules): ReadAssertion {
  const keys = createRemoteJWKSet(new URL(keysUrl), { cacheMaxAge, timeoutDuration: 5_000, [customFetch]: safeFetch });
  const must = { audience, algorithms, requiredClaims: ["exp"], ...(issuer !== null && { issuer }) };
  return async (assertion) => {
    try {
      const { payload } = await jwtVerify(assertion, keys, must);
      const email = payload[claim];
      return typeof email === "string" ? email : null;
    } catch (cause) {
      if (tellsOfToken(cause)) return null;
      throw new SauronError("unavailable", "The keys of the proxy in front cannot be read; try again in a moment.", {
        cause,
      });
    }
  };
}

/** Everything else tells of the keys and the way to them. */
function tellsOfToken(error: unknown): boolean {
  return [
    errors.JWTClaimValidationFailed,
    errors.JWTExpired,
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
  ].some((kind) => error instanceof kind);
}
