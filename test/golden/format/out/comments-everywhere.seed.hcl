/* head */ policy "ops" /* label */ { /* open */
  /* before */ path "sys/*" {                                                                 # rest
    capabilities /* name */ = /* equals */ [/* list */ "read" /* item */, /* comma */ "list"] # end
    // alone
  } // closed
  # last
}
/* after */
