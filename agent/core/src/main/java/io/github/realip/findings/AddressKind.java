package io.github.realip.findings;

/** What an address stands for, as far as it can be told from here. */
enum AddressKind {
  /** The default gateway of this pod: what comes from its own node, and what the node has translated. */
  GATEWAY,
  /** The zero address of some node's pod range: what that node has translated, on an overlay network. */
  OVERLAY,
  /** The address from which a mesh's sidecar hands every caller over. */
  SIDECAR,
  /** This machine, and in Kubernetes this pod. */
  LOOPBACK,
  /** Carrier-grade NAT space that is not ours: the back of a cloud's load balancers. */
  CLOUD,
  /** A private address in the network of this pod. */
  POD,
  /** Any other private address. */
  PRIVATE,
  /** An address of the world: a client's, or a CDN's. */
  PUBLIC
}
