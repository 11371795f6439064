"""How StackStorm 3.9.0 makes its clients of what is configured: the calls of st2common, without the rest of it."""
import ssl

import mongoengine
import retrying
from kombu import Connection
from tooz import coordination


def connect_database(conf):
    """st2common/models/db/__init__.py, _db_connect: the URI decides, connection_timeout wins over it."""
    tls = {"tls": True, "tlsCAFile": conf.tls_ca_file} if conf.tls else {}
    client = mongoengine.connection.connect(
        conf.db_name,
        host=conf.host,
        port=conf.port,
        tz_aware=True,
        username=conf.username,
        password=conf.password,
        connectTimeoutMS=conf.connection_timeout,
        serverSelectionTimeoutMS=conf.connection_timeout,
        uuidRepresentation="pythonLegacy",
        **tls,
    )
    client.admin.command("ping")
    return client


def connect_database_with_retry(conf):
    """st2common/persistence/db_init.py. An unreachable server raises an error of pymongo, which is not retried."""
    return retrying.Retrying(
        retry_on_exception=lambda error: isinstance(error, mongoengine.connection.ConnectionFailure),
        wait_exponential_multiplier=conf.connection_retry_backoff_mul * 1000,
        wait_exponential_max=conf.connection_retry_backoff_max_s * 1000,
        stop_max_delay=conf.connection_retry_max_delay_m * 60 * 1000,
    ).call(connect_database, conf)


def bus(conf):
    """st2common/transport/utils.py, get_connection: nothing is opened yet."""
    options = {}
    requirements = {"none": ssl.CERT_NONE, "optional": ssl.CERT_OPTIONAL, "required": ssl.CERT_REQUIRED}
    if conf.ssl_cert_reqs:
        options["cert_reqs"] = requirements[conf.ssl_cert_reqs]
    if conf.ssl_ca_certs:
        options["ca_certs"] = conf.ssl_ca_certs
    urls = conf.cluster_urls or [conf.url]
    if options:
        return Connection(urls, ssl=options, login_method=conf.login_method)
    if conf.ssl:
        return Connection(urls, ssl=True, login_method=conf.login_method)
    return Connection(urls, login_method=conf.login_method)


def coordinator(conf, member):
    """st2common/services/coordination.py, coordinator_setup, without the start."""
    return coordination.get_coordinator(conf.url, member, lock_timeout=conf.lock_timeout)
