import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** A dialog over the page: focus stays inside, Escape closes it where it may be closed. */
export function AskDialog({
  title,
  onClose,
  wide = false,
  beside = false,
  children,
}: {
  title: string;
  /** Without it the dialog can't be dismissed. */
  onClose?: () => void;
  wide?: boolean;
  /** At the side of the page, so that what it belongs to stays in sight. */
  beside?: boolean;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className={beside ? 'overlay beside' : 'overlay'}
      isOpen
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
      onOpenChange={(open) => {
        if (!open) onClose?.();
      }}
    >
      <Modal className={wide ? 'modal wide' : 'modal'}>
        <Dialog className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
