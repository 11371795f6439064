/**
 * What runs against real servers and the client libraries that StackStorm pins. Tagged {@code
 * backends}, and left out of an ordinary build: they need Debian's redis-server, redis-sentinel,
 * rabbitmq-server and openssl, and a Python with venv.
 */
package io.github.cdk8s.stackstorm.backends;
