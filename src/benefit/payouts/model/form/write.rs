//! Writing a file of orders.

use super::{
    BankForm, CellFault, FormFault, Instruction, Money, Unfit, Written,
    sheet::{Field, LineEnd, SheetData, Value},
};

/// What a header or a trailer declares.
struct Sums {
    count: u64,
    total: Money,
}

impl BankForm {
    /// What of an order this form cannot write, wherever it stands in its file; nothing where all of it fits.
    pub fn unfit(&self, order: &Instruction) -> Option<Unfit> {
        let sheet = &self.data.instructions;
        let field = sheet.columns.iter().find(|field| sheet.order_cell(field, 1, order).is_err())?;
        Some(match field.value {
            Value::PayeeName => Unfit::Name,
            Value::AccountNo => Unfit::Account,
            _ => Unfit::Other,
        })
    }

    /// The file of these orders, in their order. The first that does not fit is told, and nothing is written.
    pub fn write(&self, orders: &[Instruction]) -> Result<Written, FormFault> {
        let sheet = &self.data.instructions;
        if orders.is_empty() {
            return Err(FormFault::whole(CellFault::Nothing));
        }
        if let Some(most) = self.most_rows().filter(|most| orders.len() > *most) {
            return Err(FormFault::whole(CellFault::Many { rows: orders.len(), most }));
        }
        let total = Money::sum(orders.iter().map(|o| o.amount)).ok_or_else(|| FormFault::whole(CellFault::Range))?;
        let count = u64::try_from(orders.len()).map_err(|_| FormFault::whole(CellFault::Range))?;
        let sums = Sums { count, total };
        let mut bytes = sheet.encoding.mark().to_vec();
        if !sheet.header.is_empty() {
            sheet.line(&mut bytes, &sheet.declared(&sheet.header, &sums, "header")?);
        }
        if sheet.heading {
            sheet.line(&mut bytes, &sheet.titles()?);
        }
        for (n, order) in orders.iter().enumerate() {
            let row = n + 1;
            let cell =
                |field| sheet.order_cell(field, row, order).map_err(|fault| FormFault::at(row, &field.title, fault));
            sheet.line(&mut bytes, &sheet.columns.iter().map(cell).collect::<Result<Vec<_>, _>>()?);
        }
        if !sheet.trailer.is_empty() {
            sheet.line(&mut bytes, &sheet.declared(&sheet.trailer, &sums, "trailer")?);
        }
        Ok(Written { bytes, count, total })
    }
}

impl SheetData {
    fn line(&self, bytes: &mut Vec<u8>, cells: &[Vec<u8>]) {
        let mut delimiter = [0; 4];
        let delimiter = self.delimiter.map_or(&b""[..], |d| d.encode_utf8(&mut delimiter).as_bytes());
        bytes.extend(cells.join(delimiter));
        if self.closing {
            bytes.extend(delimiter);
        }
        bytes.extend(match self.line_end {
            LineEnd::Crlf => &b"\r\n"[..],
            LineEnd::Lf => b"\n",
        });
    }

    fn titles(&self) -> Result<Vec<Vec<u8>>, FormFault> {
        let title = |f: &Field| {
            self.encoding.encode(&f.title).map_err(|fault| FormFault { row: None, column: f.title.clone(), fault })
        };
        self.columns.iter().map(title).collect()
    }

    fn declared(&self, fields: &[Field], sums: &Sums, part: &str) -> Result<Vec<Vec<u8>>, FormFault> {
        let cell = |field: &Field| {
            let text = match field.value {
                Value::Count => sums.count.to_string(),
                Value::Total => self.amount.write(sums.total),
                _ => field.text.clone().unwrap_or_default(),
            };
            let column = format!("{part}.{}", field.title);
            self.cell(field, &text).map_err(|fault| FormFault { row: None, column, fault })
        };
        fields.iter().map(cell).collect()
    }

    fn order_cell(&self, field: &Field, row: usize, order: &Instruction) -> Result<Vec<u8>, CellFault> {
        let text = match field.value {
            Value::Serial => format!("{row:0>width$}", width = field.digits.map_or(0, usize::from)),
            Value::Number => order.number.clone(),
            Value::PayeeName => order.payee_name.clone(),
            Value::AccountNo => super::cells::account(&order.account_no)?,
            Value::IdNumber => order.id_number.clone().unwrap_or_default(),
            Value::BankName => order.bank_name.clone().unwrap_or_default(),
            Value::Purpose => order.purpose.clone(),
            Value::Amount if !order.amount.is_positive() => return Err(CellFault::Amount),
            Value::Amount => self.amount.write(order.amount),
            // What stands in headers and answers alone is in no order: the form was refused for it.
            _ => field.text.clone().unwrap_or_default(),
        };
        if text.is_empty() && !field.optional && field.value != Value::Blank {
            return Err(CellFault::Missing);
        }
        self.cell(field, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BankForm, CellFault, FormFault, Instruction};

    fn form(key: &str) -> BankForm {
        BankForm::samples().unwrap().into_iter().find(|(k, ..)| *k == key).unwrap().2
    }

    fn order(name: &str, fen: i64) -> Instruction {
        Instruction {
            number: "FF-431026-2023-000001".into(),
            payee_name: name.into(),
            id_number: Some("43102620000101001X".into()),
            account_no: "6217000000000001".into(),
            bank_name: None,
            amount: crate::ground::kernel::Money::from_fen(fen).unwrap(),
            purpose: "2023年分红".into(),
        }
    }

    #[test]
    fn what_a_form_cannot_write_is_told_of_an_order_alone() {
        use super::super::Unfit;
        let (csv, gbk) = (form("csv_utf8"), form("text_gbk"));
        assert_eq!((csv.unfit(&order("示例甲", 100)), gbk.unfit(&order("示例甲", 100))), (None, None));
        assert_eq!(csv.unfit(&order("示例,甲", 100)), Some(Unfit::Name));
        assert_eq!(gbk.unfit(&order("𠮷", 100)), Some(Unfit::Name));
        let blank = Instruction { account_no: "6217/0000".into(), ..order("示例甲", 100) };
        assert_eq!(csv.unfit(&blank), Some(Unfit::Account));
        assert_eq!(csv.unfit(&order("示例甲", 0)), Some(Unfit::Other));
    }

    #[test]
    fn the_three_samples_to_the_byte() {
        let two = [order("示例甲", 12_345), order("示例乙丙", 100)];
        let csv = form("csv_utf8").write(&two).unwrap();
        let wanted = "\u{feff}序号,户名,账号,身份证,金额,备注\r\n\
                      0000001,示例甲,6217000000000001,43102620000101001X,123.45,2023年分红\r\n\
                      0000002,示例乙丙,6217000000000001,43102620000101001X,1.00,2023年分红\r\n";
        assert_eq!(String::from_utf8(csv.bytes).unwrap(), wanted);
        assert_eq!((csv.count, csv.total.to_string().as_str()), (2, "124.45"));
        let text = form("text_gbk").write(&two).unwrap();
        let wanted = "6217000000000001|示例甲|123.45|2023年分红\r\n6217000000000001|示例乙丙|1.00|2023年分红\r\n合计|2|124.45|\r\n";
        assert_eq!(text.bytes, encoding_rs::GBK.encode(wanted).0.into_owned());
        let card = form("one_card_gbk").write(&two).unwrap();
        let rows: Vec<&[u8]> = card.bytes.split(|b| *b == b'\n').collect();
        assert_eq!(rows[0], b"H00000002000000000012445\r");
        let widths: Vec<_> = rows.iter().map(|row| row.len()).collect();
        assert_eq!(widths, [25, 167, 167, 4, 0]);
        assert_eq!(&rows[1][91..104], b"0000000012345");
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place_and_nothing_is_written() {
        let told = |key: &str, change: fn(&mut Instruction)| {
            let mut second = order("示例乙", 1);
            change(&mut second);
            let fault = form(key).write(&[order("示例甲", 1), second]).unwrap_err();
            assert_eq!(fault.row, Some(2), "{fault}");
            (fault.column, fault.fault)
        };
        let name = |fault| ("户名".to_owned(), fault);
        assert_eq!(told("text_gbk", |o| o.payee_name = "王|".into()), name(CellFault::Forbidden('|')));
        assert_eq!(told("csv_utf8", |o| o.payee_name = "王,".into()), name(CellFault::Forbidden(',')));
        assert_eq!(told("csv_utf8", |o| o.payee_name = "\"王".into()), name(CellFault::Forbidden('"')));
        assert_eq!(told("text_gbk", |o| o.payee_name = "王\n小".into()), name(CellFault::Forbidden('\n')));
        assert_eq!(told("text_gbk", |o| o.payee_name = "王 ".into()), name(CellFault::Forbidden(' ')));
        assert_eq!(told("text_gbk", |o| o.payee_name = "王\u{202e}".into()), name(CellFault::Forbidden('\u{202e}')));
        assert_eq!(told("text_gbk", |o| o.payee_name = "王𠮷".into()), name(CellFault::Foreign('𠮷')));
        assert_eq!(told("text_gbk", |o| o.payee_name = String::new()), name(CellFault::Missing));
        let wide = CellFault::Wide { bytes: 32, most: 30 };
        assert_eq!(told("text_gbk", |o| o.purpose = "分".repeat(16)), ("摘要".to_owned(), wide));
        assert_eq!(told("one_card_gbk", |o| o.id_number = None), ("身份证号".to_owned(), CellFault::Missing));
        assert_eq!(told("text_gbk", |o| o.amount = o.amount.negated()).1, CellFault::Amount);
        assert_eq!(told("text_gbk", |o| o.account_no = "6.2E18".into()).1, CellFault::Account);
        let whole = |rows: &[Instruction]| form("text_gbk").write(rows).unwrap_err();
        assert_eq!(whole(&[]), FormFault::whole(CellFault::Nothing));
        let many = whole(&vec![order("示例甲", 1); 5_001]);
        assert_eq!(many.to_string(), "5001 orders, where the bank takes 5000 in a file: make several");
    }

    /// Every width is met to its last byte, and passed by none.
    #[test]
    fn a_width_is_full_or_refused() {
        let card = form("one_card_gbk");
        for bytes in 1..=50 {
            let name = "王".repeat(bytes / 2) + if bytes % 2 == 1 { "a" } else { "" };
            let found = card.write(&[order(&name, 1)]);
            if bytes > 40 {
                let fault = found.unwrap_err();
                assert_eq!(fault.fault, CellFault::Wide { bytes, most: 40 });
                assert_eq!(fault.to_string(), format!("row 1, 姓名: {bytes} bytes, where 40 have room"));
            } else {
                let row = &found.unwrap().bytes[26..];
                assert_eq!(encoding_rs::GBK.decode(&row[19..59]).0.trim_end(), name);
                assert_eq!(&row[59..75], b"6217000000000001");
            }
        }
    }

    #[test]
    fn nobody_is_named_by_a_fault_or_in_a_log() {
        let fault = form("text_gbk").write(&[order("王小二\u{e000}", 1)]).unwrap_err();
        assert!(!format!("{fault} {fault:?}").contains("王小"), "{fault}");
        assert!(!format!("{:?}", order("王小二", 1)).contains("王小"));
    }
}
