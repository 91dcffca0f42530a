organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
edge u1 b party_line 2010-01-01

# The administrative second quarter begins on 15 March, and is estimated then.
load u1 2024-Q2 estimate 2024-03-20
u1 revenue 2024-Q2 8 C7

load u1 2024-Q2 preliminary 2024-03-14
u1 revenue 2024-Q2 8 C7
----
warning C06 C7 | u1: Doanh thu ở ô C7 ghi cho quý II/2024, thời gian chưa bắt đầu khi tệp được nạp. Hãy kiểm tra lại năm và kỳ báo cáo.

load u1 2024-Q2 preliminary 2024-03-22
u1 revenue 2024-Q2 8 C7
----
warning C06 C7 | u1: Doanh thu ở ô C7 ghi cho quý II/2024, thời gian chưa bắt đầu khi tệp được nạp. Hãy kiểm tra lại năm và kỳ báo cáo.

load u1 2026-Q2 final 2024-07-01
u1 revenue 2026-Q2 8 C7
u1 budget_paid 2026-Q2 1 C8
----
warning C06 C7 | u1: Doanh thu ở ô C7 ghi cho quý II/2026, thời gian chưa bắt đầu khi tệp được nạp. Hãy kiểm tra lại năm và kỳ báo cáo.
