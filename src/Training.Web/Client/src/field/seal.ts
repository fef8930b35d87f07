// Seals what is personal before it lies on the phone. The key cannot be taken out of the browser: it is kept as a key, never as bytes.
import type { Ciphers } from "./ports";

export interface Sealed {
  iv: Uint8Array;
  data: ArrayBuffer;
}

export function newKey(ciphers: Ciphers): Promise<CryptoKey> {
  return ciphers.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export class Sealer {
  constructor(private readonly ciphers: Ciphers, private readonly key: CryptoKey) {}

  /** Bound to its place: what was sealed for one record does not open as another. */
  async seal(bytes: BufferSource, place: string): Promise<Sealed> {
    const iv = this.ciphers.getRandomValues(new Uint8Array(12));
    return { iv, data: await this.ciphers.subtle.encrypt(this.way(iv, place), this.key, bytes) };
  }

  open(sealed: Sealed, place: string): Promise<ArrayBuffer> {
    return this.ciphers.subtle.decrypt(this.way(sealed.iv, place), this.key, sealed.data);
  }

  sealJson(value: unknown, place: string): Promise<Sealed> {
    return this.seal(new TextEncoder().encode(JSON.stringify(value)), place);
  }

  async openJson<T>(sealed: Sealed, place: string): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.open(sealed, place))) as T;
  }

  private way(iv: Uint8Array, place: string): AesGcmParams {
    return { name: "AES-GCM", iv: iv as BufferSource, additionalData: new TextEncoder().encode(place) };
  }
}
