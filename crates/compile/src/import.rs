//! The `import` statements.

use bytecode::{Constant, Op};
use ruff_python_ast as ast;

use crate::body::{Body, Result};

impl<'a> Body<'a, '_> {
    pub fn import(&mut self, import: &'a ast::StmtImport) -> Result<()> {
        for alias in &import.names {
            let mark = self.emitter.mark();
            let module = self.import_name(&alias.name, 0, None);
            match &alias.asname {
                None => {
                    let top = alias.name.split('.').next().unwrap_or(&alias.name);
                    self.store_name(top, module);
                }
                Some(bound) => {
                    for part in alias.name.split('.').skip(1) {
                        let kept = self.emitter.keep();
                        self.emitter.emit(Op::Move, kept, module, 0);
                        let site = self.emitter.site(part);
                        self.emitter.emit(Op::ImportFrom, module, kept, site);
                        self.emitter.drop_kept(kept);
                    }
                    self.store_name(bound, module);
                }
            }
            self.emitter.release(mark);
        }
        Ok(())
    }

    fn import_name(&mut self, name: &str, level: u32, names: Option<Constant>) -> u16 {
        let base = self.emitter.temporary();
        self.load_constant(Constant::Int(level as i64), base);
        let list = self.emitter.temporary();
        self.load_constant(names.unwrap_or(Constant::None), list);
        let site = self.emitter.site(name);
        self.emitter.emit(Op::ImportName, base, base, site);
        base
    }

    pub fn import_from(&mut self, import: &'a ast::StmtImportFrom) -> Result<()> {
        let name = import.module.as_ref().map_or("", |m| m.as_str());
        if name == "__future__" && import.level == 0 {
            // Features that are not standard yet are read before the body is compiled.
        }
        let names = import.names.iter().map(|a| Constant::Str(a.name.as_bytes().into())).collect();
        let module = self.import_name(name, import.level, Some(Constant::Tuple(names)));
        if import.names.first().is_some_and(|a| a.name.as_str() == "*") {
            if self.is_function {
                return self.unit.error(import, "import * only allowed at module level");
            }
            self.emitter.emit(Op::ImportStar, module, 0, 0);
            return Ok(());
        }
        let kept = self.emitter.keep();
        self.emitter.emit(Op::Move, kept, module, 0);
        for alias in &import.names {
            let mark = self.emitter.mark();
            let value = self.emitter.temporary();
            let site = self.emitter.site(&alias.name);
            self.emitter.emit(Op::ImportFrom, value, kept, site);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), value);
            self.emitter.release(mark);
        }
        self.emitter.drop_kept(kept);
        Ok(())
    }
}
