organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

# The administrative month of March ends on the 14th, and that of April begins
# on the 15th: each may be reported from then on, as an estimate until it is over.
load u1 2024-03 preliminary 2024-03-13
u1 revenue 2024-03 8 C7
----
warning C07 C7 | u1: Doanh thu ở ô C7 ghi là số thực hiện của tháng 3/2024, kỳ chưa kết thúc khi tệp được nạp. Nếu là số ước, hãy ghi “ước” ở tiêu đề (trên biểu mẫu: chọn “Ước” ở ô loại số liệu) rồi gửi lại; nếu không, hãy kiểm tra lại kỳ báo cáo.

load u1 2024-03 final 2024-03-14
u1 revenue 2024-03 8 C7

load u1 2024-04 estimate 2024-03-15
u1 revenue 2024-04 8 C7

load u1 2024-04 preliminary 2024-04-02
u1 revenue 2024-04 8 C7
----
warning C07 C7 | u1: Doanh thu ở ô C7 ghi là số thực hiện của tháng 4/2024, kỳ chưa kết thúc khi tệp được nạp. Nếu là số ước, hãy ghi “ước” ở tiêu đề (trên biểu mẫu: chọn “Ước” ở ô loại số liệu) rồi gửi lại; nếu không, hãy kiểm tra lại kỳ báo cáo.

load u1 2024 final 2024-11-22
u1 workers 2024 8 C7
----
warning C07 C7 | u1: Lao động ở ô C7 ghi là số thực hiện của năm 2024, kỳ chưa kết thúc khi tệp được nạp. Nếu là số ước, hãy ghi “ước” ở tiêu đề (trên biểu mẫu: chọn “Ước” ở ô loại số liệu) rồi gửi lại; nếu không, hãy kiểm tra lại kỳ báo cáo.
