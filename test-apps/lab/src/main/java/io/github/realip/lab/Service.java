package io.github.realip.lab;

/**
 * A Service of one port and one endpoint, as kube-proxy sees it in one of the two families.
 *
 * @param servicePort namespace, name and name of the port: {@code default/app:http}
 * @param local whether {@code externalTrafficPolicy} is {@code Local} instead of {@code Cluster}
 * @param clusterIp its address inside the cluster
 * @param nodePort the port that every node listens on
 * @param balancerIp the address of its load balancer, or nothing
 * @param port the port at the cluster's address and at the load balancer's
 * @param endpoint the address of the pod
 * @param targetPort the port there
 * @param node the node of the pod
 */
record Service(String servicePort, boolean local, String clusterIp, int nodePort, String balancerIp, int port,
    String endpoint, int targetPort, Host node) {
}
