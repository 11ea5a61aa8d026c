/// `Principal` and `NotPrincipal` elements, and how an entry of them matches a caller.
@NullMarked
package dev.rolecall.iam.principal;

import org.jspecify.annotations.NullMarked;
