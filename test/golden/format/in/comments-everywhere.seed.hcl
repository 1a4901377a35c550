/* head */ policy /* type */ "ops" /* label */ { /* open */
  /* before */ path /* a */ "sys/*" { # rest
    capabilities /* name */ = /* equals */ [ /* list */ "read" /* item */ , /* comma */ "list" ] # end
    // alone
  } // closed
  # last
}
/* after */
