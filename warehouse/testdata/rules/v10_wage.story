organisations 2024-01-01
org b bloc 2010-01-01
org u1 committee 2010-01-01
org u2 cell 2010-01-01
edge u1 b party_line 2010-01-01
edge u2 b party_line 2010-01-01

# As printed: 472 tỷ for 25.130 workers is a wage of 9,78 triệu.
load u1 2021-H1 final 2021-07-10
u1 social_insurance_paid 2021-H1 472 C7
u1 workers 2021-H1 25130 C8

# A wage of 3,24 triệu, a little under the 3,25 of that time.
load u1 2024-Q1 final 2024-04-01
u1 social_insurance_paid 2024-Q1 0.311 C7
u1 workers 2024-Q1 100 C8
----
warning V10_WAGE C7 | u1, quý I/2024: nộp BHXH 0,311 tỷ đồng (ô C7) cho 100 lao động tương ứng tiền lương đóng 3,24 triệu đồng/người/tháng, ngoài khoảng từ 3,25 (lương tối thiểu vùng IV) đến 36 (20 lần mức lương cơ sở). Hãy kiểm tra số tiền, số lao động và đơn vị tính.

# Thousands too much.
load u1 2024-Q2 final 2024-07-01
u1 social_insurance_paid 2024-Q2 47.2 C7
u1 workers 2024-Q2 100 C8
----
warning V10_WAGE C7 | u1, quý II/2024: nộp BHXH 47,2 tỷ đồng (ô C7) cho 100 lao động tương ứng tiền lương đóng 491,67 triệu đồng/người/tháng, ngoài khoảng từ 3,25 (lương tối thiểu vùng IV) đến 36 (20 lần mức lương cơ sở). Hãy kiểm tra số tiền, số lao động và đơn vị tính.

# The insured count where they are given: 3,49 triệu.
load u1 2024-Q3 final 2024-10-01
u1 social_insurance_paid 2024-Q3 0.335 C7
u1 workers 2024-Q3 1000 C8
u1 insured_workers 2024-Q3 100 C9
----
warning V13_TENFOLD C8 | u1: Lao động quý III/2024 ở ô C8 là 1.000 người, chênh khoảng 10 lần so với quý II/2024: 100 người (workbook-4.xlsx, Biểu!C8). Có lẽ thừa hoặc thiếu chữ số, hoặc đặt nhầm dấu phẩy; nếu số đúng (như sau sáp nhập), hãy ghi chú lý do. | 100
warning V20 C9 | u1, quý III/2024: so với báo cáo quý II/2024 (workbook-4.xlsx, Biểu!C7): Lần trước để trống hoặc ghi x: Số người tham gia BHXH. Hãy kiểm tra xem có bỏ sót hoặc ghi nhầm dòng không.
