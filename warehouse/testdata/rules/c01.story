organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

load u1 2024-Q1 final 2024-04-01
u1 profit_after_tax 2024-Q1 8 C7
u1 profit_before_tax 2024-Q1 10 C8

load u1 2024-Q2 final 2024-07-01
u1 profit_after_tax 2024-Q2 10 C7
u1 profit_before_tax 2024-Q2 8 C8
----
warning C01 C7 | u1, quý II/2024: lợi nhuận sau thuế ở ô C7 là 10 tỷ đồng, nhiều hơn lợi nhuận trước thuế 8 tỷ đồng (ô C8). Hãy kiểm tra xem hai số có bị ghi lẫn với nhau không.

# Of a loss nothing can be said.
load u1 2024-Q3 final 2024-10-01
u1 profit_after_tax 2024-Q3 -3 C7
u1 profit_before_tax 2024-Q3 -4 C8
