/** Whether a URL leads to this machine or a private network, where no provider can reach it. */
export function isPrivateUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host.includes(":")) return /^(::1?$|f[cd]|fe[89ab])/.test(host);
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (octets !== null) return isPrivateIpv4(Number(octets[1]), Number(octets[2]));
  // A name without a dot is one of the local network.
  return !host.includes(".") || /\.(localhost|local|internal|lan|home\.arpa|test)$/.test(host);
}

function isPrivateIpv4(first: number, second: number): boolean {
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second <= 127)
  );
}
