/* SHA-256 (FIPS 180-4) piece by piece. The browser's own is there on https only, and this page works on plain
   http and from a disk too. */
var Sha256 = (function () {
  "use strict";
  var K = new Uint32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  ]);

  function Sha256() {
    this.state = new Uint32Array([
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    ]);
    this.rest = new Uint8Array(64);
    this.held = 0; /* bytes in rest */
    this.length = 0; /* bytes in all; whole below 2^53 */
    this.words = new Uint32Array(64);
  }

  Sha256.prototype.add = function (bytes) {
    var place = 0;
    this.length += bytes.length;
    if (this.held) {
      var taken = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, taken), this.held);
      this.held += taken;
      place = taken;
      if (this.held < 64) {
        return this;
      }
      this.block(this.rest, 0);
      this.held = 0;
    }
    for (; place + 64 <= bytes.length; place += 64) {
      this.block(bytes, place);
    }
    this.rest.set(bytes.subarray(place));
    this.held = bytes.length - place;
    return this;
  };

  Sha256.prototype.block = function (bytes, place) {
    var w = this.words;
    var i;
    for (i = 0; i < 16; i += 1, place += 4) {
      w[i] = (bytes[place] << 24) | (bytes[place + 1] << 16) | (bytes[place + 2] << 8) | bytes[place + 3];
    }
    for (i = 16; i < 64; i += 1) {
      var x = w[i - 15];
      var y = w[i - 2];
      var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    this.mix(w);
  };

  Sha256.prototype.mix = function (w) {
    var s = this.state;
    var a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    for (var i = 0; i < 64; i += 1) {
      var s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      var t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      var s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      var t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] += a;
    s[1] += b;
    s[2] += c;
    s[3] += d;
    s[4] += e;
    s[5] += f;
    s[6] += g;
    s[7] += h;
  };

  /* The hash in hex; nothing can be added afterwards. */
  Sha256.prototype.hex = function () {
    var bits = new DataView(new ArrayBuffer(8));
    bits.setUint32(0, Math.floor(this.length / 0x20000000));
    bits.setUint32(4, (this.length << 3) >>> 0);
    var gap = new Uint8Array(((119 - this.held) % 64) + 1);
    gap[0] = 0x80;
    this.add(gap).add(new Uint8Array(bits.buffer));
    return Array.prototype.map
      .call(this.state, function (word) {
        return ("0000000" + word.toString(16)).slice(-8);
      })
      .join("");
  };

  return Sha256;
})();
