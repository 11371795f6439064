"""The options of StackStorm 3.9.0 that its connections and the stand-in use, with its own names, types and defaults
(st2common/st2common/config.py at v3.9.0)."""
from oslo_config import cfg

OPTIONS = {
    "database": [
        cfg.StrOpt("host", default="127.0.0.1"),
        cfg.IntOpt("port", default=27017),
        cfg.StrOpt("db_name", default="st2"),
        cfg.StrOpt("username"),
        cfg.StrOpt("password", secret=True),
        cfg.IntOpt("connection_timeout", default=3000),
        cfg.IntOpt("connection_retry_max_delay_m", default=3),
        cfg.IntOpt("connection_retry_backoff_max_s", default=10),
        cfg.IntOpt("connection_retry_backoff_mul", default=1),
        cfg.BoolOpt("tls", deprecated_name="ssl", default=False),
        cfg.StrOpt("tls_ca_file", deprecated_name="ssl_ca_certs"),
        cfg.StrOpt("authentication_mechanism"),
    ],
    "messaging": [
        cfg.StrOpt("url", default="amqp://guest:guest@127.0.0.1:5672//"),
        cfg.ListOpt("cluster_urls", default=[]),
        cfg.IntOpt("connection_retries", default=10),
        cfg.IntOpt("connection_retry_wait", default=10000),
        cfg.BoolOpt("ssl", default=False),
        cfg.StrOpt("ssl_keyfile"),
        cfg.StrOpt("ssl_certfile"),
        cfg.StrOpt("ssl_cert_reqs", choices=["none", "optional", "required"]),
        cfg.StrOpt("ssl_ca_certs"),
        cfg.StrOpt("login_method"),
    ],
    "coordination": [
        cfg.StrOpt("url"),
        cfg.IntOpt("lock_timeout", default=60),
        cfg.BoolOpt("service_registry", default=False),
    ],
    "auth": [cfg.StrOpt("host", default="127.0.0.1"), cfg.IntOpt("port", default=9100)],
    "api": [cfg.StrOpt("host", default="127.0.0.1"), cfg.IntOpt("port", default=9101)],
    "stream": [cfg.StrOpt("host", default="127.0.0.1"), cfg.IntOpt("port", default=9102)],
    "actionrunner": [
        cfg.BoolOpt("graceful_shutdown", default=True),
        cfg.IntOpt("exit_still_active_check", default=300),
        cfg.IntOpt("still_active_check_interval", default=2),
    ],
}


def read(arguments):
    """The chain of files: --config-file=FILE, once for each, later ones winning."""
    conf = cfg.ConfigOpts()
    for section, options in OPTIONS.items():
        conf.register_opts(options, group=section)
    conf(arguments, project="st2", default_config_dirs=[])
    return conf
