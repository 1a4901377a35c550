/* one */ /* two */
   /* three */