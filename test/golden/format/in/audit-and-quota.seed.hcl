audit "stdout" {
type="file"
options={file_path="stdout",log_raw=true}
}
quota "global" {
type="rate-limit"
rate=500.5
interval="1m"
block_interval="30s"
}
plugin "secret" "custom" {
command="custom"
sha256="0000000000000000000000000000000000000000000000000000000000000000"
}
