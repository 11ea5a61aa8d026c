package dev.rolecall.jar;

class LicensesIT extends LicensesTests {}
