#!/bin/sh
# As in the image it stands in for: the three URLs go into nginx' configuration. nginx wants their names in DNS, and ends
# when it does not find them.
set -eu
: "${ST2_AUTH_URL:?names the URL of st2auth}" "${ST2_API_URL:?names the URL of st2api}" "${ST2_STREAM_URL:?names the URL of st2stream}"

echo "stand-in for st2web: auth $ST2_AUTH_URL, api $ST2_API_URL, stream $ST2_STREAM_URL"
sed -e "s#\${ST2_AUTH_URL}#${ST2_AUTH_URL%/}#" -e "s#\${ST2_API_URL}#${ST2_API_URL%/}#" \
  -e "s#\${ST2_STREAM_URL}#${ST2_STREAM_URL%/}#" /etc/nginx/st2.template >/etc/nginx/conf.d/st2.conf
exec nginx -g 'daemon off;'
