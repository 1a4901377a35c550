/* one */ /* two */
/* three */